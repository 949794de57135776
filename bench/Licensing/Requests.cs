using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Bench.Licensing;

/// <summary>Licenses with a device each, and wrk scripts that ask about them in turn.</summary>
/// <param name="Verify2048">Of the KeyManager API, signed by a key of so many bits. The key is written in other letters every time: no answer is one that was signed before.</param>
internal sealed record Requests(
    string Validate,
    string Heartbeat,
    string Activate,
    string Verify2048,
    string Verify4096
)
{
    public const string Device = "a-device-that-is-measured";

    public static async Task<Requests> Prepare(PortalApp app, int licenses, CancellationToken cancellationToken)
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var product = await catalogue.NewProduct();
        var rows = new List<(string Key, Guid Activation)>();
        for (var license = 0; license < licenses; license++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var issued = await catalogue.NewLicenseInUse(
                new { activationLimit = (int?)null },
                new { accountId = account.Id },
                product
            );
            rows.Add((issued.Key, await new VendorProgram(app, issued.Key).Activated(Device)));
        }
        const string ByKey = "'License ' .. row[1]";
        return new(
            await Script(
                app,
                "validate",
                rows,
                ByKey,
                $$"""'/licensing/v1/validations', '{"product":"{{product.Slug}}","version":"1.2.3","identifier":"{{Device}}","nonce":"0123456789abcdef"}'"""
            ),
            await Script(
                app,
                "heartbeat",
                rows,
                ByKey,
                """'/licensing/v1/activations/' .. row[2] .. '/heartbeat', '{"version":"1.2.3"}'"""
            ),
            await Script(
                app,
                "activate",
                rows,
                ByKey,
                """'/licensing/v1/activations', '{"identifier":"' .. fresh() .. '","name":"Measured","platform":"linux"}'"""
            ),
            await Verify(app, catalogue, account, 2048),
            await Verify(app, catalogue, account, 4096)
        );
    }

    private static async Task<string> Verify(PortalApp app, Catalogue catalogue, Catalogue.Account account, int bits)
    {
        var issued = await catalogue.NewLicenseInUse(license: new { accountId = account.Id });
        var activation = await new VendorProgram(app, issued.Key).Activated(Device);
        var apiKey = (await catalogue.Operator.Post("activation", "/api-keys", new { productId = issued.Product.Id }))[
            "key"
        ]!.GetValue<string>();
        using var rsa = RSA.Create(bits);
        await catalogue.Operator.Post(
            "activation",
            "/product-keys",
            new
            {
                productId = issued.Product.Id,
                signsFrom = TimeProvider.System.GetUtcNow(),
                privateKey = rsa.ExportPkcs8PrivateKeyPem(),
            }
        );
        return await Script(
            app,
            $"verify-{bits}",
            [(issued.Key, activation)],
            $"'Bearer {apiKey}'",
            $$"""'/v1/verify', '{"license_key":"' .. rewritten(row[1]) .. '","identifier":"{{Device}}"}'"""
        );
    }

    private static async Task<string> Script(
        PortalApp app,
        string name,
        List<(string Key, Guid Activation)> rows,
        string authorization,
        string pathAndBody
    )
    {
        var file = Path.Combine(app.DataFolder, name + ".lua");
        await File.WriteAllTextAsync(
            file,
            $$"""
            local rows = { {{string.Join(
                ", ",
                rows.Select(row => $"{{ {JsonSerializer.Serialize(row.Key)}, '{row.Activation}' }}")
            )}} }
            local threads = 0
            function setup(thread) thread:set('thread_number', threads); threads = threads + 1 end
            function init() math.randomseed(os.time() * 10 + thread_number); prefix = math.random(1, 1e9); counter = 0 end
            function fresh() counter = counter + 1; return prefix .. '-' .. thread_number .. '-' .. counter end
            function rewritten(key) return (key:gsub('%a', function(letter) return math.random(2) == 1 and letter:lower() or letter:upper() end)) end
            function request()
              local row = rows[math.random(#rows)]
              local path, body = {{pathAndBody}}
              return wrk.format('POST', path, { ['Authorization'] = {{authorization}}, ['Content-Type'] = 'application/json' }, body)
            end
            """
        );
        return file;
    }
}
