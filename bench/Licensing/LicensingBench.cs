using System.Globalization;
using Npgsql;

namespace Portal.Bench.Licensing;

/// <summary>The requests of the vendor's software beside the limits of this machine, round by round.</summary>
internal static class LicensingBench
{
    private const int FewLicenses = 64;

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        RateLimits.Lift();
        await using var app = await PortalApp.StartAsync();
        using var references = await References.Start();
        var requests = await Requests.Prepare(app, FewLicenses, cancellationToken);
        var (database, gateway, activation) = (
            await app.Superuser("activationdb"),
            app.Address("gateway"),
            app.Address("activation")
        );
        await Pgbench.Prepare(database, cancellationToken);

        var (manyLicenses, rounds, round, warmUp) = quick
            ? (100_000, 3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4))
            : (1_000_000, 5, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
        var duration = warmUp;
        List<Measured> all =
        [
            new("constant of Kestrel (a)", () => Rate(references.Constant, null)),
            new("constant through YARP (c0)", () => Rate(references.Proxied, null)),
            new("pgbench", () => Pgbench.Run(database, FewLicenses, duration, cancellationToken)),
            new("validate", () => Rate(activation, requests.Validate)),
            new("validate through the gateway", () => Rate(gateway, requests.Validate)),
            new("heartbeat", () => Rate(activation, requests.Heartbeat)),
            new("activate a new device", async () =>
            {
                var rate = await Rate(activation, requests.Activate);
                await EverythingHasArrived(app);
                return rate;
            }),
            new("signatures of RSA-2048", () => Signing.Rate(2048, duration)),
            new("verify, RSA-2048", () => Rate(activation, requests.Verify2048)),
            new("signatures of RSA-4096", () => Signing.Rate(4096, duration)),
            new("verify, RSA-4096", () => Rate(activation, requests.Verify4096)),
        ];
        await Measure(all);
        var (constant, proxied, statement) = (all[0].Median, all[1].Median, all[2].Median);
        List<Row> late =
        [
            await Late("validate", activation, requests.Validate, all[3]),
            await Late("validate through the gateway", gateway, requests.Validate, all[4]),
            await Late("heartbeat", activation, requests.Heartbeat, all[5]),
            await Late("activate a new device", activation, requests.Activate, all[6]),
            await Late("verify, RSA-2048", activation, requests.Verify2048, all[8]),
        ];
        // Last: what jobs do with so many licenses must not disturb the other rows.
        var many = await ManyLicenses.Load(app, manyLicenses, cancellationToken);
        List<Measured> uncached =
        [
            new("constant of Kestrel (a)", () => Rate(references.Constant, null)),
            new("validate many licenses", async () =>
            {
                await ManyLicenses.ClearCache(app, cancellationToken);
                return await Rate(activation, many);
            }),
        ];
        await Measure(uncached);
        return
        [
            .. all.Take(3).Select(reference => new Row("reference", reference.Name, reference.Median, "/s")),
            Row.AtLeast(0.35, "licensing", "validate, native, signed : (a)", all[3].Median, "/s", constant),
            Row.AtLeast(0.65, "licensing", "validate through the gateway : (c0)", all[4].Median, "/s", proxied),
            Row.AtLeast(0.35, "licensing", "heartbeat : (a)", all[5].Median, "/s", constant),
            Row.AtLeast(0.30, "licensing", "activate a new device : pgbench", all[6].Median, "/s", statement),
            Row.AtLeast(
                0.80,
                "licensing",
                "verify, KeyManager : RSA-2048 signatures",
                all[8].Median,
                "/s",
                all[7].Median
            ),
            Row.AtLeast(
                0.80,
                "licensing",
                "verify, KeyManager : RSA-4096 signatures",
                all[10].Median,
                "/s",
                all[9].Median
            ),
            Row.AtLeast(
                0.20,
                "licensing",
                $"validate {manyLicenses:N0} licenses, once each : (a)",
                uncached[1].Median,
                "/s",
                uncached[0].Median
            ),
            .. late,
        ];

        async Task Measure(List<Measured> interleaved)
        {
            duration = warmUp;
            foreach (var one in interleaved)
                await one.WarmUp();
            interleaved.ForEach(one => one.Rates.Clear());
            duration = round;
            for (var measured = 0; measured < rounds; measured++)
            {
                foreach (var one in interleaved)
                    await one.Run();
            }
        }

        // What activations left to do would be measured with whatever comes next.
        Task EverythingHasArrived(PortalApp app) =>
            Eventually.Is(
                async () => await Sum(app, "activationdb") == await Sum(app, "licensedb"),
                "License has heard of every activation",
                TimeSpan.FromMinutes(2)
            );

        async Task<long> Sum(PortalApp app, string database)
        {
            await using var source = NpgsqlDataSource.Create(await app.Superuser(database));
            await using var command = source.CreateCommand("SELECT sum(used_slots) FROM licenses");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        async Task<Row> Late(string name, Uri address, string script, Measured peak) =>
            Row.AtMost(
                1,
                "p99 at half the peak",
                name + " : 15 ms",
                (await Wrk.Paced(address, duration, script, peak.Median / 2, cancellationToken)).P99Milliseconds,
                "ms",
                15
            );

        async Task<double> Rate(Uri address, string? script) =>
            (await Wrk.Run(address, duration, script, cancellationToken)).PerSecond;
    }

    private sealed record Measured(string Name, Func<Task<double>> Measure)
    {
        public List<double> Rates { get; } = [];

        public double Median => Rates.Median();

        /// <summary>Until it gets no faster: methods under load are compiled again for half a minute.</summary>
        public async Task WarmUp()
        {
            var best = 0.0;
            for (var settled = 0; settled < 2; )
            {
                await Run();
                settled = Rates[^1] > best * 1.03 ? 0 : settled + 1;
                best = Math.Max(best, Rates[^1]);
            }
        }

        public async Task Run()
        {
            Rates.Add(await Measure());
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name, -32} {Rates[^1], 10:0}/s"));
        }
    }
}
