using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Activations.Signing;

/// <summary>
/// <c>Question-Digest</c>: what an answer was asked, as the server received it. Equal to what the program computes from what it
/// sent, or somebody on the way changed the question.
/// </summary>
internal static class QuestionDigest
{
    public const string Header = "Question-Digest";
    private const string Context = "portal-question/v1";

    /// <param name="target">Path and query as sent (origin form, RFC 9112, section 3.2.1).</param>
    /// <param name="licenseKey">As sent; empty if none was.</param>
    /// <param name="body">As sent; empty if there was none.</param>
    /// <returns>The value of the header: <c>sha-256=:BASE64:</c>.</returns>
    public static string Of(string method, string target, string licenseKey, ReadOnlySequence<byte> body)
    {
        var key = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(licenseKey)));
        var content = Base64Url.EncodeToString(Hash(body));
        var question = Encoding.UTF8.GetBytes($"{Context}\n{method}\n{target}\n{key}\n{content}");
        return $"sha-256=:{Convert.ToBase64String(SHA256.HashData(question))}:";
    }

    private static byte[] Hash(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
            return SHA256.HashData(body.FirstSpan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var segment in body)
            hash.AppendData(segment.Span);
        return hash.GetHashAndReset();
    }
}
