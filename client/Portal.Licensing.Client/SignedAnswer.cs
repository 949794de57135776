using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Portal.Licensing.Client;

/// <summary>
/// An answer with what proves it: HTTP Message Signatures (RFC 9421) over status, digest of the content (RFC 9530), date and digest
/// of the question. As a record it can be kept in a file and proves itself again when it is read.
/// </summary>
/// <param name="QuestionDigest">Of what the portal was asked, as the answer says. Unless it is <see cref="Asked"/>, somebody changed the question on the way.</param>
internal sealed partial record SignedAnswer(
    int Status,
    string Date,
    string QuestionDigest,
    string SignatureInput,
    string Signature,
    byte[] Content
)
{
    /// <summary><see cref="Question.Digest"/> of what was sent; null for an answer that was kept.</summary>
    [JsonIgnore]
    public string? Asked { get; init; }

    public static async Task<SignedAnswer> From(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(
            (int)response.StatusCode,
            Header(response.Headers, "Date"),
            Header(response.Headers, "Question-Digest"),
            Header(response.Headers, "Signature-Input"),
            Header(response.Headers, "Signature"),
            await response.Content.ReadAsByteArrayAsync(cancellationToken)
        );

    /// <summary>When it was signed; throws unless one of <paramref name="keys"/> signed exactly this.</summary>
    public DateTimeOffset Verify(TrustedKeys keys)
    {
        var input = InputForm().Match(SignatureInput);
        var signature = SignatureForm().Match(Signature);
        if (!input.Success || !signature.Success || !TryDecode(signature.Groups["value"].Value, out var bytes))
            throw new UntrustedAnswerException("The answer is not signed in the form that is asked for.");
        // The digest is computed here: what the header claims about the content does not matter.
        var digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Content))}:";
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"\"@status\": {Status}\n\"content-digest\": {digest}\n\"date\": {Date}\n\"question-digest\": {QuestionDigest}\n\"@signature-params\": {input.Groups["params"].Value}"
        );
        if (!keys.Verify(input.Groups["key"].Value, Encoding.ASCII.GetBytes(message), bytes))
            throw new UntrustedAnswerException("No key that this program trusts has signed the answer.");
        return DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(input.Groups["created"].Value, CultureInfo.InvariantCulture)
        );
    }

    private static string Header(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[64];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == bytes.Length;
    }

    [GeneratedRegex(
        """^sig1=(?<params>\("@status" "content-digest" "date" "question-digest"\);created=(?<created>[0-9]{1,11});keyid="(?<key>[A-Za-z0-9_-]+)";alg="ed25519")$"""
    )]
    private static partial Regex InputForm();

    [GeneratedRegex("^sig1=:(?<value>[A-Za-z0-9+/=]+):$")]
    private static partial Regex SignatureForm();
}
