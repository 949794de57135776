using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.ServiceDefaults;

/// <summary>
/// Refusals as <c>application/problem+json</c> (RFC 9457), always with <c>code</c> and <c>traceId</c>: <c>title</c> is the same for
/// every occurrence of a code, <c>detail</c> is the sentence for the reader.
/// </summary>
public static class Problems
{
    public static ProblemHttpResult ToProblem(this Rejection rejection) =>
        TypedResults.Problem(
            type: TypeOf(rejection.Code),
            title: TitleOf(rejection.Code),
            detail: rejection.Message,
            statusCode: rejection.Status,
            extensions: new Dictionary<string, object?>(rejection.Facts)
            {
                ["code"] = rejection.Code,
                ["traceId"] = Activity.Current?.TraceId.ToString(),
            }
        );

    /// <summary>The one answer for a row that does not exist and for a row of somebody else.</summary>
    public static ProblemHttpResult NotFound() => Rejection.NotFound.ToProblem();

    /// <summary>Writes the refusal that this status stands for; for what happens outside of the pipeline of endpoints.</summary>
    public static async ValueTask WriteStatus(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        // Without a body for who takes neither JSON nor a page.
        await http
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(new() { HttpContext = http, ProblemDetails = { Status = status } });
    }

    internal static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var rejection = Standard(problem.Status ?? context.HttpContext.Response.StatusCode);
        if (!problem.Extensions.ContainsKey("code"))
        {
            problem.Extensions["code"] = rejection.Code;
            problem.Type = TypeOf(rejection.Code);
            problem.Title = TitleOf(rejection.Code);
            problem.Detail = rejection.Message;
        }
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        if (problem.Status is 502 or 503 or 504)
            context.HttpContext.Response.Headers.RetryAfter = "2";
    }

    private static string TypeOf(string code) => $"urn:portal:problem:{code}";

    /// <summary>The code in words, without the part before the dot: "Key reused".</summary>
    private static string TitleOf(string code)
    {
        var words = code[(code.LastIndexOf('.') + 1)..].Replace('-', ' ').Replace('_', ' ').ToLowerInvariant();
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static Rejection Standard(int status) =>
        status switch
        {
            400 => new("bad-request", "The request does not have the form that this address expects.", status),
            401 => new("unauthorized", "Sign in or send a valid token.", status),
            403 => new("forbidden", "You are not allowed to do this.", status),
            404 => Rejection.NotFound,
            405 => new("method-not-allowed", "This address does not take that method.", status),
            409 => new("conflict", "Somebody else changed this at the same time. Try again.", status),
            413 => new("too-large", "The request body is too large.", status),
            415 => new("unsupported-media-type", "This address does not take that content type.", status),
            429 => new("rate-limited", "Too many requests. Try again later.", status),
            502 or 503 or 504 => new(
                "unavailable",
                "The service cannot answer right now. Try again in a moment.",
                status
            ),
            _ => new(
                status >= 500 ? "internal-error" : "refused",
                status >= 500 ? "Something went wrong on our side." : "The request was refused.",
                status
            ),
        };
}
