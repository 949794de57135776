using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.ServiceDefaults;

namespace Portal.Activations.Signing;

/// <summary>
/// Every answer of the protocol, errors too, carries an HTTP Message Signature (RFC 9421) over its status, the digest of its
/// content (RFC 9530) and its date.
/// </summary>
internal static class SignedAnswers
{
    private const string Components = "(\"@status\" \"content-digest\" \"date\")";

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
        var wire = http.Response.Body;
        using var content = new MemoryStream(1024);
        http.Response.Body = content;
        try
        {
            await next(http);
            // Not cancelled: the body is in memory, and a client that has disconnected is not an error.
            await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        finally
        {
            http.Response.Body = wire;
        }
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        await Sign(http, bytes, ring, clock);
        if (bytes.Length > 0)
        {
            http.Response.ContentLength = bytes.Length;
            await wire.WriteAsync(bytes, CancellationToken.None);
        }
    }

    private static async ValueTask Sign(
        HttpContext http,
        ReadOnlyMemory<byte> content,
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
                $"\"@status\": {http.Response.StatusCode}\n\"content-digest\": {digest}\n\"date\": {date}\n\"@signature-params\": {parameters}"
            );
            var signature = signer.Sign(Encoding.ASCII.GetBytes(message));
            (headers.Date, headers["Content-Digest"]) = (date, digest);
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
