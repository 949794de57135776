namespace Portal.Activations.Protocols;

/// <summary>An answer that can be stored and replayed.</summary>
internal sealed record Answer(int Status, string Body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType =
            Status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
        return httpContext.Response.WriteAsync(Body, httpContext.RequestAborted);
    }
}
