using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Portal.Activations.Protocols.Native;
using Portal.ServiceDefaults;

namespace Portal.Activations.Signing;

/// <summary>
/// Every answer of the protocol, errors too, carries an HTTP Message Signature (RFC 9421) over its status, the digest of its
/// content (RFC 9530), its date and the digest of its question. A 304 has no content of its own and carries neither; a request
/// whose body cannot be read has no digest, and its 400 or 413 is not signed.
/// </summary>
internal static class SignedAnswers
{
    /// <summary>Of a request's body, in bytes.</summary>
    public const long MaxBodySize = 64 * 1024;
    private const string Components = "(\"@status\" \"content-digest\" \"date\" \"question-digest\")";

    public static void UseSignedAnswers(this WebApplication app, string prefix)
    {
        var (ring, clock) = (
            app.Services.GetRequiredService<KeyRing>(),
            app.Services.GetRequiredService<TimeProvider>()
        );
        app.Use(
            (http, next) => http.Request.Path.StartsWithSegments(prefix) ? Answer(http, next, ring, clock) : next(http)
        );
    }

    private static async Task Answer(HttpContext http, RequestDelegate next, KeyRing ring, TimeProvider clock)
    {
        var (wire, isHead) = (http.Response.Body, HttpMethods.IsHead(http.Request.Method));
        string? question = null;
        using var content = new MemoryStream(1024);
        http.Response.Body = content;
        try
        {
            question = await DigestOfQuestion(http);
            await next(http);
        }
        // Kestrel's own for what it refuses, and plain ones for chunks that are none.
        catch (IOException unreadable) when (question is null)
        {
            await Problems.WriteStatus(
                http,
                (unreadable as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest
            );
        }
        finally
        {
            // Not cancelled: the body is in memory, and a client that has disconnected is not an error.
            await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
            http.Response.Body = wire;
        }
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (question is not null && http.Response.StatusCode != StatusCodes.Status304NotModified)
            await Sign(http, isHead ? default : bytes, question, ring, clock);
        if (bytes.Length > 0)
        {
            http.Response.ContentLength = bytes.Length;
            await wire.WriteAsync(bytes, CancellationToken.None);
        }
    }

    private static async ValueTask<string> DigestOfQuestion(HttpContext http)
    {
        var (request, limit) = (http.Request, http.Features.Get<IHttpMaxRequestBodySizeFeature>());
        if (limit is { IsReadOnly: false })
            limit.MaxRequestBodySize = MaxBodySize;
        var (method, target, key) = (request.Method, TargetOf(request), LicenseKeyAuthentication.KeyOf(request));
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(http.RequestAborted);
            var digest = read.IsCompleted ? QuestionDigest.Of(method, target, key, read.Buffer) : null;
            // Examined but not consumed: the endpoint reads it again.
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (digest is not null)
                return digest;
        }
    }

    /// <summary>Proxies are asked in absolute form (RFC 9112, section 3.2.2); the digest is over the path and the query alone.</summary>
    private static string TargetOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        return target.StartsWith('/') || authority < 0 ? target
            : target.IndexOf('/', authority + 3) is var path and > 0 ? target[path..]
            : "/";
    }

    private static async ValueTask Sign(
        HttpContext http,
        ReadOnlyMemory<byte> content,
        string question,
        KeyRing ring,
        TimeProvider clock
    )
    {
        var now = clock.GetUtcNow();
        var headers = http.Response.Headers;
        var (digest, date) = (
            $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content.Span))}:",
            now.ToString("R", CultureInfo.InvariantCulture)
        );
        try
        {
            var signer = await ring.Current(CancellationToken.None);
            var parameters = string.Create(
                CultureInfo.InvariantCulture,
                $"{Components};created={now.ToUnixTimeSeconds()};keyid=\"{signer.KeyId}\";alg=\"{Signer.Algorithm}\""
            );
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"\"@status\": {http.Response.StatusCode}\n\"content-digest\": {digest}\n\"date\": {date}\n\"question-digest\": {question}\n\"@signature-params\": {parameters}"
            );
            var signature = signer.Sign(Encoding.ASCII.GetBytes(message));
            (headers.Date, headers["Content-Digest"], headers[QuestionDigest.Header]) = (date, digest, question);
            (headers["Signature-Input"], headers["Signature"]) = (
                $"sig1={parameters}",
                $"sig1=:{Convert.ToBase64String(signature)}:"
            );
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            // Without a database since the start no key was ever read: the 503 goes out unsigned.
        }
    }
}
