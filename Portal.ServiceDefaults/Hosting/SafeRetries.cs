using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Portal.ServiceDefaults;

/// <summary>Only requests that change nothing are sent again by themselves (RFC 9110, section 9.2.1).</summary>
internal static class SafeRetries
{
    public static ValueTask<bool> ShouldRetry(RetryPredicateArguments<HttpResponseMessage> attempt)
    {
        var request = attempt.Context.GetRequestMessage() ?? attempt.Outcome.Result?.RequestMessage;
        var safe = request is null || request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        return ValueTask.FromResult(safe && Failed(attempt.Outcome));
    }

    public static ValueTask<bool> IsAway(CircuitBreakerPredicateArguments<HttpResponseMessage> attempt) =>
        ValueTask.FromResult(Failed(attempt.Outcome) || attempt.Outcome.Exception is TimeoutRejectedException);

    private static bool Failed(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException
        || outcome.Result is { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway };
}
