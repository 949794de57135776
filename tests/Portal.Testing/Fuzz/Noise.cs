using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Portal.Testing.Fuzz;

/// <summary>Values and bodies that no program of sound mind would send, and some that it would.</summary>
internal sealed class Noise(Random random, FuzzTarget target)
{
    private static readonly string[] Names =
    [
        "identifier",
        "kind",
        "fingerprint",
        "name",
        "platform",
        "version",
        "product",
        "environment",
        "entitlements",
        "nonce",
        "activationId",
        "ttl",
        "include",
        "license_key",
        "hwid",
        "domain",
        "api_key",
        "hostname",
        "os",
        "app_version",
        "data_type",
        "data",
        "numeric_data_value",
        "text_data",
        "idempotencyKey",
        "",
        "\\u0000",
        "\\ud800",
    ];

    private static readonly string[] Literals =
    [
        "null",
        "true",
        "[]",
        "{}",
        "-0",
        "1e400",
        "-1e-400",
        "99999999999999999999999999",
        "0.1e1",
        "01",
        "NaN",
        "[[[[]]]]",
        "{\"a\":{\"b\":1}}",
        "[\"x\",null]",
        "{\"disk\":\"d\"}",
        "{\"disk\":null}",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"device-1\"",
        "\"hardware\"",
        "\"domain\"",
        "\"\\\"",
        "'x'",
        "\"\\u202e\\u2028\"",
        "\"1.2.3\"",
        "\"2.0.0-\\u0000\"",
    ];

    private static readonly string[] Broken =
    [
        "",
        "{",
        "[",
        "}",
        "{\"identifier\":",
        "{\"identifier\":\"x\",}",
        "{'identifier':1}",
        "\ufeff{}",
        "{}{}",
        "//",
        "{\"a\":1,\"a\":2}",
        "\0",
        "%",
        "&&==&",
        "a=%ff%fe",
        "a=%u0041",
        "--b--",
        "--b\r\n\r\n",
    ];

    public T One<T>(params T[] choices) => choices[random.Next(choices.Length)];

    public bool Rarely(int oneIn) => random.Next(oneIn) == 0;

    public byte[] Body(string type) =>
        Mutated(
            random.Next(12) switch
            {
                0 => Bytes(random.Next(200)),
                1 => Encoding.UTF8.GetBytes(One(Broken)),
                2 => Encoding.UTF8.GetBytes(new string(One('[', '{', '"', '\\'), random.Next(1, 3000))),
                3 => Encoding.UTF8.GetBytes(
                    Enumerable.Range(0, random.Next(1, 200)).Aggregate("1", (inner, _) => $"{{\"identifier\":{inner}}}")
                ),
                4 when Rarely(40) => Encoding.UTF8.GetBytes(
                    $"{{\"{One("nonce", "license_key", "name")}\":\"{new string('x', random.Next(60_000, 70_000))}\"}}"
                ),
                _ when type.StartsWith("multipart", StringComparison.Ordinal) => Encoding.UTF8.GetBytes(
                    string.Concat(
                        Fields()
                            .Select(field =>
                                $"--b\r\nContent-Disposition: form-data; name=\"{field.Name}\"\r\n\r\n{field.Value}\r\n"
                            )
                    ) + One("--b--\r\n", "--b", "")
                ),
                _ when type.Contains("form", StringComparison.Ordinal) => Encoding.UTF8.GetBytes(
                    string.Join(
                        '&',
                        Fields()
                            .Select(field =>
                                $"{field.Name}={(Rarely(4) ? field.Value : Uri.EscapeDataString(field.Value))}"
                            )
                    )
                ),
                _ => Encoding.UTF8.GetBytes(Object()),
            }
        );

    public string Text() =>
        random.Next(8) switch
        {
            0 => target.LicenseKey,
            1 => new string('x', random.Next(300)),
            2 => target.Activation.ToString(),
            3 => One("%00", "%ff%fe", "..%2f..", "😀", "a b", "\u0085", "' OR 1=1 --", "${jndi:x}", "{0}", "%n%s"),
            4 => random.Next().ToString(CultureInfo.InvariantCulture),
            // The half of a pair lies where somebody may cut.
            5 => new string('x', One(63, 254, 255)) + "😀",
            _ => $"device-{random.Next(4)}",
        };

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Object() =>
        $"{{{string.Join(',', Enumerable.Range(0, random.Next(9)).Select(_ => $"\"{One(Names)}\":{Value()}").Concat(Sound()))}}}";

    private IEnumerable<(string Name, string Value)> Fields() =>
        Enumerable
            .Range(0, random.Next(9))
            .Select(_ => (One(Names), Text()))
            .Append(("license_key", target.LicenseKey))
            .Append(("identifier", Text()));

    /// <summary>Most requests are about a license that there is, so that they get further than its absence.</summary>
    private string[] Sound() =>
        Rarely(3)
            ? []
            : [$"\"license_key\":\"{target.LicenseKey}\"", $"\"identifier\":{(Rarely(2) ? Value() : "\"device-1\"")}"];

    private string Value() =>
        random.Next(3) switch
        {
            0 => JsonSerializer.Serialize(Text()),
            1 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => One(Literals)))}]",
            _ => One(Literals),
        };

    private byte[] Mutated(byte[] body)
    {
        for (var left = Rarely(4) && body.Length > 0 ? random.Next(1, 6) : 0; left > 0; left--)
            body[random.Next(body.Length)] = (byte)random.Next(256);
        return body;
    }
}
