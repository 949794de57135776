using Portal.Testing.Fuzz;

namespace Portal.Bench.Fuzz;

/// <summary>A million malformed requests over both protocols, a quarter of them through the gateway: no error of ours, no growth of memory, no key in a log.</summary>
internal static class FuzzBench
{
    private const int Connections = 32,
        GatewayIsOneIn = 4,
        Parts = 10,
        Seed = 20261124;

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        RateLimits.Lift();
        await using var app = await PortalApp.StartAsync();
        var target = await Target(app, cancellationToken);
        Uri[] addresses =
        [
            .. Enumerable
                .Range(0, Connections)
                .Select(number => app.Address(number % GatewayIsOneIn == 0 ? "gateway" : "activation")),
        ];
        var fuzzing = new Fuzzing(target, Seed);
        var (ofEach, start) = ((quick ? 50_000 : 1_000_000) / Parts / Connections, TimeProvider.System.GetTimestamp());
        var memory = new List<(double Activation, double Gateway)>();
        for (var part = 0; part < Parts && !cancellationToken.IsCancellationRequested; part++)
        {
            await fuzzing.Run(addresses, ofEach);
            memory.Add((app.Memory("activation"), app.Memory("gateway")));
            Console.Error.WriteLine(
                FormattableString.Invariant(
                    $"{fuzzing}; {memory[^1].Activation:0} MB, gateway {memory[^1].Gateway:0} MB"
                )
            );
        }
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var (sent, leaks) = (fuzzing.Statuses.Values.Sum(), Logs.With(app, target.LicenseKey, target.ApiKey));
        foreach (
            var problem in fuzzing
                .Failures.Concat(leaks.Select(file => $"A key stands in {file}."))
                .Concat(fuzzing.Errors > 0 ? Logs.Unexpected(app) : [])
        )
            Console.Error.WriteLine(problem);

        // Compiled and filled after the first fifth; from then on flat.
        var early = memory[(Parts / 5) - 1];
        return
        [
            new("fuzz", "malformed requests", sent, ""),
            new("fuzz", "rate", sent / seconds, "/s"),
            .. fuzzing
                .Statuses.OrderBy(status => status.Key)
                .Select(status => new Row(
                    "fuzz",
                    status.Key == RawConnection.Closed ? "closed without an answer" : $"answered {status.Key}",
                    status.Value,
                    ""
                )),
            Row.AtMost(0, "fuzz", "errors of ours : requests", fuzzing.Errors, "", sent),
            Row.AtMost(0, "fuzz", "log files with a key : log in MB", leaks.Count, "", Logs.Size(app) / 1024.0 / 1024),
            Row.AtMost(
                1.2,
                "fuzz",
                "memory of Activation, end : after a fifth",
                memory[^1].Activation,
                "MB",
                early.Activation
            ),
            Row.AtMost(
                1.2,
                "fuzz",
                "memory of the gateway, end : after a fifth",
                memory[^1].Gateway,
                "MB",
                early.Gateway
            ),
        ];
    }

    private static async Task<FuzzTarget> Target(PortalApp app, CancellationToken cancellationToken)
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var license = await catalogue.NewLicenseInUse(new { activationLimit = 5 }, new { accountId = account.Id });
        cancellationToken.ThrowIfCancellationRequested();
        var apiKey = await catalogue.Operator.Post("activation", "/api-keys", new { productId = license.Product.Id });
        return new(
            license.Key,
            apiKey["key"]!.GetValue<string>(),
            await new VendorProgram(app, license.Key).Activated("device-1")
        );
    }
}
