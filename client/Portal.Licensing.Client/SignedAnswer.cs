using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Portal.Licensing.Client;

/// <summary>
/// An answer with what proves it: HTTP Message Signatures (RFC 9421) over status, digest of the content (RFC 9530), date and digest of
/// the question. As a record it can be kept in a file and proves itself again when it is read.
/// </summary>
internal sealed record SignedAnswer(
    int Status,
    string Date,
    string QuestionDigest,
    string SignatureInput,
    string Signature,
    byte[] Content
)
{
    private static readonly Regex InputForm = new(
        """^sig1=(?<params>\("@status" "content-digest" "date" "question-digest"\);created=(?<created>[0-9]{1,11});keyid="(?<key>[A-Za-z0-9_-]+)";alg="ed25519")$""",
        RegexOptions.CultureInvariant
    );
    private static readonly Regex SignatureForm = new(
        "^sig1=:(?<value>[A-Za-z0-9+/]+=*):$",
        RegexOptions.CultureInvariant
    );

    /// <summary>A hint beside the answer: the signature does not cover it.</summary>
    [JsonIgnore]
    public string? NewerNotCovered { get; init; }

    /// <summary>Somebody claims that the portal gave it. What is not signed at all is no answer of the portal's, and no attack either.</summary>
    [JsonIgnore]
    public bool IsSigned => SignatureInput.Length > 0 || Signature.Length > 0;

    public static async Task<SignedAnswer> From(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(
            (int)response.StatusCode,
            Header(response.Headers, "Date"),
            Header(response.Headers, "Question-Digest"),
            Header(response.Headers, "Signature-Input"),
            Header(response.Headers, "Signature"),
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
        )
        {
            NewerNotCovered = Header(response.Headers, "X-Newer-Release-Not-Covered") is { Length: > 0 } version
                ? version
                : null,
        };

    /// <summary>When it was signed; throws unless one of <paramref name="keys"/> signed exactly this.</summary>
    public DateTimeOffset Verify(TrustedKeys keys)
    {
        var input = InputForm.Match(SignatureInput);
        var signature = SignatureForm.Match(Signature);
        if (!input.Success || !signature.Success)
            throw new UntrustedAnswerException("The answer is not signed in the form that is asked for.");
        // The digest is computed here: what the header claims about the content does not matter.
        var digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Content))}:";
        var message =
            $"\"@status\": {Status.ToString(CultureInfo.InvariantCulture)}\n\"content-digest\": {digest}\n\"date\": {Date}\n\"question-digest\": {QuestionDigest}\n\"@signature-params\": {input.Groups["params"].Value}";
        if (
            !TryDecode(signature.Groups["value"].Value, out var bytes)
            || !keys.Verify(input.Groups["key"].Value, Encoding.UTF8.GetBytes(message), bytes)
        )
            throw new UntrustedAnswerException("No key that this program trusts has signed the answer.");
        return DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(input.Groups["created"].Value, CultureInfo.InvariantCulture)
        );
    }

    private static string Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    private static bool TryDecode(string text, out byte[] bytes)
    {
        try
        {
            bytes = Encodings.FromBase64(text);
            return true;
        }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
    }
}
