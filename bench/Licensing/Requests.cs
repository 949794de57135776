using System.Text.Json;

namespace Portal.Bench.Licensing;

/// <summary>Licenses with a device each, and wrk scripts that ask about them in turn.</summary>
internal sealed record Requests(string Validate, string Heartbeat, string Activate)
{
    public static async Task<Requests> Prepare(PortalApp app, int licenses, CancellationToken cancellationToken)
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var product = await catalogue.NewProduct();
        var rows = new List<(string Key, Guid Activation)>();
        for (var license = 0; license < licenses; license++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var issued = await catalogue.NewLicenseInUse(new { activationLimit = (int?)null }, new { accountId = account.Id }, product);
            rows.Add((issued.Key, await new VendorProgram(app, issued.Key).Activated("a-device-that-is-measured")));
        }
        return new(
            await Script(app, "validate", rows, $$"""'/licensing/v1/validations', '{"product":"{{product.Slug}}","version":"1.2.3","identifier":"a-device-that-is-measured","nonce":"0123456789abcdef"}'"""),
            await Script(app, "heartbeat", rows, """'/licensing/v1/activations/' .. row[2] .. '/heartbeat', '{"version":"1.2.3"}'"""),
            await Script(app, "activate", rows, """'/licensing/v1/activations', '{"identifier":"' .. fresh() .. '","name":"Measured","platform":"linux"}'"""));
    }

    private static async Task<string> Script(PortalApp app, string name, List<(string Key, Guid Activation)> rows, string pathAndBody)
    {
        var file = Path.Combine(app.DataFolder, name + ".lua");
        await File.WriteAllTextAsync(file, $$"""
            local rows = { {{string.Join(", ", rows.Select(row => $"{{ {JsonSerializer.Serialize(row.Key)}, '{row.Activation}' }}"))}} }
            local threads = 0
            function setup(thread) thread:set('thread_number', threads); threads = threads + 1 end
            function init() math.randomseed(os.time() * 10 + thread_number); prefix = math.random(1, 1e9); counter = 0 end
            function fresh() counter = counter + 1; return prefix .. '-' .. thread_number .. '-' .. counter end
            function request()
              local row = rows[math.random(#rows)]
              local path, body = {{pathAndBody}}
              return wrk.format('POST', path, { ['Authorization'] = 'License ' .. row[1], ['Content-Type'] = 'application/json' }, body)
            end
            """);
        return file;
    }
}
