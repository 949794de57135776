using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Microsoft.Extensions.Hosting;

/// <summary>Stands in for the package <c>Aspire.Npgsql</c>: same extension name, namespace and configuration key.</summary>
public static class NpgsqlIntegration
{
    /// <summary>A pooled data source for <c>ConnectionStrings:{connectionName}</c>, with a readiness check.</summary>
    public static void AddNpgsqlDataSource(this IHostApplicationBuilder builder, string connectionName, Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
    {
        // A missing connection string is found by the first use: tools that only read the model have none.
        builder.Services.AddNpgsqlDataSource(builder.Configuration.GetConnectionString(connectionName) ?? "Host=not-configured", source => configureDataSourceBuilder?.Invoke(source));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(connectionName, services => new Check(services), null, null, TimeSpan.FromSeconds(3)));
    }

    private sealed class Check(IServiceProvider services) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT 1");
                await command.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (NpgsqlException exception)
            {
                return HealthCheckResult.Unhealthy(exception: exception);
            }
        }
    }
}
