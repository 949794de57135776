using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Messaging;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.Testing;

namespace Portal.ServiceDefaults.Tests.Running;

/// <summary>A small service with a database and events, as the real ones are made.</summary>
internal sealed class ThingsService : IAsyncDisposable
{
    private readonly IHost _host;

    private ThingsService(IHost host, Log log, string database) => (_host, Log, Database) = (host, log, database);

    /// <summary>Its connection string, to share it.</summary>
    public string Database { get; }

    public Log Log { get; }
    public IServiceProvider Services => _host.Services;
    public Deliveries Deliveries => _host.Services.GetRequiredService<Deliveries>();

    /// <summary>Up and connected, on a database that may be shared with a replica.</summary>
    public static async Task<ThingsService> Started(
        Servers servers,
        string? database = null,
        bool reacts = true,
        string name = "things-service",
        OtherSide? source = null,
        TimeProvider? clock = null,
        bool batched = false
    )
    {
        database ??= await servers.NewDatabase();
        var log = new Log();
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = name }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:thingsdb"] = database,
                ["ConnectionStrings:rabbitmq"] = servers.Broker,
                ["Clients:service"] = "secret",
            }
        );
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.AddServiceDefaults();
        // Asked before it is ready, health complains.
        builder
            .Logging.ClearProviders()
            .AddProvider(log)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.AddDatabase<ThingsDb>("thingsdb");
        builder.Services.AddSingleton<Deliveries>();
        builder.AddEvents<ThingsDb>(events =>
        {
            events.Publishes<ThingChanged>();
            if (batched)
                events.AddBatchReaction<WhenThingsChanged, ThingChanged>();
            else if (reacts)
                events.AddReaction<WhenThingChanged, ThingChanged>();
        });
        if (source is not null)
            Replicate(builder, source);
        var service = new ThingsService(builder.Build(), log, database);
        await service.InDatabase(async db =>
        {
            if (
                !await db
                    .Database.SqlQuery<bool>($"SELECT to_regclass('outbox') IS NOT NULL AS \"Value\"")
                    .SingleAsync()
            )
                await db.Database.EnsureCreatedAsync();
            return true;
        });
        await service._host.StartAsync();
        await Eventually.Is(
            async () =>
                (await service.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status
                == HealthStatus.Healthy,
            "the service is ready"
        );
        return service;
    }

    private static void Replicate(HostApplicationBuilder builder, OtherSide source)
    {
        var copies = new Copies<ThingChanged>
        {
            Table = "things",
            Of = fact => (fact.ThingId, fact.Version),
            ChangedAt = fact => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(fact.Version),
            Keep = async (services, facts, source, stop) =>
            {
                foreach (var fact in facts)
                    await services.GetRequiredService<ThingsDb>().Keep(fact, stop, source);
            },
            Forget = (services, ids, stop) =>
                services
                    .GetRequiredService<ThingsDb>()
                    .Things.Where(thing => ids.Contains(thing.Id))
                    .ExecuteDeleteAsync(stop),
        };
        builder.AddReconciliation<ThingsDb>("http://source", feeds => feeds.Add("things", copies));
        foreach (var client in (string[])["http://source", ""])
            builder.Services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => source);
    }

    /// <summary>Facts with their events, in one transaction.</summary>
    public Task Commit(params IEnumerable<ThingChanged> facts) =>
        InDatabase(db =>
        {
            db.Outbox.AddRange(
                facts.Select(fact => OutboxMessage.From(fact, fact.ThingId, TimeProvider.System.GetUtcNow()))
            );
            return db.SaveChangesAsync();
        });

    public Task<Thing?> Find(Guid id) =>
        InDatabase(db => db.Things.AsNoTracking().SingleOrDefaultAsync(thing => thing.Id == id));

    public async Task<T> InDatabase<T>(Func<ThingsDb, Task<T>> action)
    {
        await using var scope = Services.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<ThingsDb>());
    }

    public Task UntilKept(params IEnumerable<Guid> ids)
    {
        var wanted = ids.ToList();
        return Eventually.Is(
            () =>
                InDatabase(async db => await db.Things.CountAsync(thing => wanted.Contains(thing.Id)) == wanted.Count),
            $"all {wanted.Count} facts arrived",
            TimeSpan.FromSeconds(90)
        );
    }

    public Task UntilPublished() =>
        Eventually.Is(
            () => InDatabase(async db => !await db.Outbox.AnyAsync()),
            "the outbox is empty",
            TimeSpan.FromSeconds(90)
        );

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
