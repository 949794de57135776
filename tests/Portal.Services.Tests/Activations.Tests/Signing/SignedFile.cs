using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Signing;

/// <summary>A license file as the vendor's program gets it.</summary>
internal static class SignedFile
{
    /// <summary>As a vendor's program reads it: verify first, then parse.</summary>
    public static async Task<JsonObject> Read(PortalApp app, string file)
    {
        var lines = file.TrimEnd().Split('\n');
        Assert.Equal(("-----BEGIN LICENSE FILE-----", "-----END LICENSE FILE-----"), (lines[0], lines[^1]));
        var envelope = JsonNode.Parse(Convert.FromBase64String(string.Concat(lines[1..^1])))!;
        var payload = Convert.FromBase64String(envelope["payload"]!.GetValue<string>());
        var set = await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys");
        var key = set!["keys"]!
            .AsArray()
            .Single(key => key!["kid"]!.GetValue<string>() == envelope["keyId"]!.GetValue<string>())![
            "x"
        ]!.GetValue<string>();
        Assert.True(
            await SignedAnswerTests.OpenSslAccepts(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"portal-license-file/v1\n{Encoding.UTF8.GetString(payload)}"
                ),
                Convert.FromBase64String(envelope["signature"]!.GetValue<string>()),
                Convert.FromBase64String(key.Replace('-', '+').Replace('_', '/') + "=")
            )
        );
        return JsonNode.Parse(payload)!.AsObject();
    }
}
