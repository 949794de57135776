using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>Heals copies of another service's facts when events were lost.</summary>
public static class Reconciliation
{
    /// <summary>
    /// On start and every hour, reads from <paramref name="source"/> what changed since the last time. While that service is
    /// away, it waits.
    /// </summary>
    public static IHostApplicationBuilder AddReconciliation<TDb>(
        this IHostApplicationBuilder builder,
        string source,
        Action<Feeds> feeds
    )
        where TDb : DbContext
    {
        var list = new Feeds();
        feeds(list);
        builder.Services.TryAddTransient<ServiceToken>();
        builder
            .Services.AddHttpClient(source, client => client.BaseAddress = new Uri(source))
            .AddHttpMessageHandler<ServiceToken>();
        builder.Services.AddHostedService(services =>
            ActivatorUtilities.CreateInstance<ReconcileHourly<TDb>>(services, source, list)
        );
        return builder;
    }
}

/// <summary>The feeds of one source, in the order in which they are read.</summary>
public sealed class Feeds
{
    internal List<Feed> All { get; } = [];

    /// <param name="name">Its address below <c>/replication</c>.</param>
    /// <param name="changedAt">When a fact last changed.</param>
    /// <param name="keep">Replaces older versions of the facts and nothing else.</param>
    public Feeds Add<T>(
        string name,
        Func<T, DateTimeOffset> changedAt,
        Func<IServiceProvider, IReadOnlyList<T>, CancellationToken, Task> keep
    )
    {
        All.Add(new Feed<T>(name, changedAt, keep));
        return this;
    }
}
