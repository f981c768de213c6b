"""The AI of the local platform, behind the emulator's Bedrock.

It composes a draft from the request by rules, passes the request to an OpenAI-compatible server
that the developer names, or fails in a way that the developer asks for.
"""
