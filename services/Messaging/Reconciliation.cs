using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>Heals copies of another service's facts when events were lost.</summary>
public static class Reconciliation
{
    /// <summary>How long after its start a service reads everything for the first time. Default: at once.</summary>
    private const string EverythingAfter = "Reconciliation:EverythingAfter";

    /// <summary>
    /// On start and once a day, reads everything from <paramref name="source"/>, every hour what changed since the last time; the
    /// source is right, also where a copy claims to be newer. While that service is away, it waits.
    /// </summary>
    public static IHostApplicationBuilder AddReconciliation<TDb>(
        this IHostApplicationBuilder builder,
        string source,
        Action<Feeds> feeds
    )
        where TDb : DbContext
    {
        var everythingAfter = builder.Configuration.GetValue<TimeSpan>(EverythingAfter);
        builder.Services.TryAddSingleton<FactOwner>();
        builder.Services.TryAddTransient<ServiceToken>();
        builder
            .Services.AddHttpClient(source, client => client.BaseAddress = new Uri(source))
            .AddHttpMessageHandler<ServiceToken>();
        builder.Services.AddHostedService(services =>
        {
            var list = new Feeds(everythingAfter, services.GetRequiredService<TimeProvider>());
            feeds(list);
            return ActivatorUtilities.CreateInstance<ReconcileHourly<TDb>>(services, source, list);
        });
        return builder;
    }
}

/// <summary>The feeds of one source, in the order in which they are read.</summary>
public sealed class Feeds(TimeSpan everythingAfter, TimeProvider clock)
{
    internal List<IFeed> All { get; } = [];

    /// <param name="name">Its address below <c>/replication</c>.</param>
    public Feeds Add<T>(string name, Copies<T> copies)
    {
        All.Add(new Feed<T>(name, copies, everythingAfter, clock));
        return this;
    }
}
