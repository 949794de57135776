using System.Globalization;
using System.Net.Http.Headers;

namespace Portal.Licensing.Client;

/// <summary>What came back from the portal.</summary>
/// <param name="Answer">Signed by a trusted key, for this very question. Null: there is none that counts.</param>
/// <param name="Trouble">Why there is none; null if there is one.</param>
internal sealed record PortalReply(SignedAnswer? Answer, DateTimeOffset SignedAt, LicensingWarning? Trouble)
{
    public static PortalReply None(string detail, string code = LicensingCode.Unreachable) =>
        new(null, default, new(code, detail));
}

/// <summary>Sends questions, and hands out only answers that prove themselves. Whatever else happens on the way is a reason, not an exception.</summary>
internal sealed class PortalConnection(LicensingOptions options, ProgramKey key, TrustedKeys keys, HttpClient http)
{
    /// <param name="path">Below <c>/licensing/v1</c>, with a query if there is one.</param>
    /// <param name="body">JSON; null: none.</param>
    /// <exception cref="UntrustedAnswerException">The answer has a wrong signature, unless the program chose otherwise.</exception>
    public async Task<PortalReply> Ask(
        HttpMethod method,
        string path,
        byte[]? body,
        CancellationToken cancellationToken
    )
    {
        var address = AddressOf(options, path);
        SignedAnswer answer;
        try
        {
            using var request = new HttpRequestMessage(method, address) { Content = Json(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("License", key.Sent);
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            answer = await SignedAnswer.From(response, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception away)
            when (away is HttpRequestException or IOException
                || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return PortalReply.None("The license portal cannot be reached.");
        }
        if (!answer.IsSigned)
            return PortalReply.None(
                $"Something between this program and the license portal answered (HTTP {answer.Status.ToString(CultureInfo.InvariantCulture)})."
            );
        try
        {
            return Proven(answer, Question.Digest(method, address, key.Sent!, body ?? []));
        }
        catch (UntrustedAnswerException wrong) when (options.UntrustedAnswers == UntrustedAnswers.UseGrace)
        {
            return PortalReply.None(wrong.Message, LicensingCode.UntrustedAnswer);
        }
    }

    public static Uri AddressOf(LicensingOptions options, string path) => new(options.Portal, $"/licensing/v1/{path}");

    private PortalReply Proven(SignedAnswer answer, string asked)
    {
        var signedAt = answer.Verify(keys);
        if (answer.QuestionDigest != asked)
            throw new UntrustedAnswerException("The answer belongs to another question.");
        return answer.Status is >= 500 or 429
            ? PortalReply.None("The license portal cannot answer now.")
            : new(answer, signedAt, null);
    }

    private static ByteArrayContent? Json(byte[]? body) =>
        body is null ? null : new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
