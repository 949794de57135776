namespace Portal.Activations.Protocols;

/// <summary>An answer that can be stored and replayed.</summary>
internal sealed record Answer(int Status, string Body) : IResult
{
    /// <summary>A problem (RFC 9457); the refusals of the KeyManager API have a form of their own.</summary>
    public bool IsProblem { get; init; } = Status >= 400;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = IsProblem ? "application/problem+json" : "application/json; charset=utf-8";
        return httpContext.Response.WriteAsync(Body, httpContext.RequestAborted);
    }
}
