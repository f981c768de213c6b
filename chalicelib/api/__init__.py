"""The HTTP edge: parse the request, call a service, present the result. One module a resource."""
