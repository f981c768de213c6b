"""Stages and their environments on AWS: what each is asked for, deployed, switched, removed."""
