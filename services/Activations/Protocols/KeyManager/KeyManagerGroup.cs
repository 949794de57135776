using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portal.Activations.Domain;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.KeyManager;

internal static class KeyManagerGroup
{
    public const string Prefix = "/v1",
        OtherPrefix = "/api/v1";
    private const long MaxBodySize = 64 * 1024;

    /// <summary>The KeyManager API, version 1, under both prefixes that its clients use.</summary>
    public static IEnumerable<RouteGroupBuilder> MapKeyManager(this IEndpointRouteBuilder routes) =>
        ((string[])[Prefix, OtherPrefix]).Select(prefix =>
            routes
                .MapGroup(prefix)
                // The API key may be in the body: the endpoint filter below checks it.
                .AllowAnonymous()
                .WithMetadata(new RequestSizeLimitAttribute(MaxBodySize))
                .ExcludeFromDescription()
        );

    /// <summary>Maps a slice with authorization, rate limit and a signed answer.</summary>
    public static void MapOperation(
        this RouteGroupBuilder group,
        string method,
        string path,
        string operation,
        Delegate handler
    ) => group.MapSigned(method, path, operation, handler);

    /// <summary>The same without an API key.</summary>
    public static void MapOpenOperation(this RouteGroupBuilder group, string method, string path, Delegate handler) =>
        group.MapSigned(method, path, null, handler);

    private static void MapSigned(
        this RouteGroupBuilder group,
        string method,
        string path,
        string? operation,
        Delegate handler
    ) =>
        group
            .MapMethods(path, [method], handler)
            .AddEndpointFilter(
                async (context, next) =>
                {
                    var http = context.HttpContext;
                    var call = context.GetArgument<KeyManagerCall>(0);
                    if (call.Fields is null)
                        return Rejections.BodyUnreadable.ToProblem();
                    var answers = http.RequestServices.GetRequiredService<SignedReplies>();
                    var refusal = (operation is null ? null : call.Refusal(operation))
                        ?? http.RequestServices.GetRequiredService<CallLimits>().Refusal(call);
                    if (refusal?.Fields["retry_after"]?.GetValue<int>() is { } seconds)
                        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                    if (refusal is not null)
                        return await answers.OfRefusal(refusal, call);
                    return await next(context) switch
                    {
                        Reply reply => await answers.Of(reply, call, http.RequestAborted),
                        // Stored answers are unsigned. A 422 refuses the Idempotency-Key itself and stays a problem document.
                        Answer answer when answer.Status != StatusCodes.Status422UnprocessableEntity =>
                            await answers.Of(answer, call, http.RequestAborted),
                        var other => other,
                    };
                }
            );
}
