using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Portal.Messaging;

public static class Database
{
    private const int MaxPoolSize = 40;

    /// <summary>
    /// The service's own database: a data source, its readiness check and <typeparamref name="TDb"/> on top. A connection keeps
    /// what a session sets (SET, temporary tables, session locks) when it goes back: set such things for a transaction only.
    /// </summary>
    /// <param name="prepared">How many statements each connection keeps prepared. For a service whose frequent statements find a few rows by key: the plan of another customer is used for all.</param>
    public static IHostApplicationBuilder AddDatabase<TDb>(
        this IHostApplicationBuilder builder,
        string connectionName,
        int prepared = 0
    )
        where TDb : DbContext
    {
        builder.AddNpgsqlDataSource(
            connectionName,
            // Tools that only read the model (dotnet ef) have no connection string.
            settings => settings.ConnectionString ??= "Host=not-configured",
            source =>
            {
                source.ConnectionStringBuilder.NoResetOnClose = true;
                source.ConnectionStringBuilder.MaxAutoPrepare = prepared;
                // Seven processes with full pools stay below the server's max_connections.
                source.ConnectionStringBuilder.MaxPoolSize = MaxPoolSize;
                source.NameSpans();
            }
        );
        builder.Services.AddConflicts();
        builder.Services.TryAddSingleton<CommitSignal>();
        builder.Services.AddDbContextPool<TDb>(
            (services, options) =>
                options
                    .AddInterceptors(services.GetRequiredService<CommitSignal>())
                    .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
                    .UseSnakeCaseNamingConvention()
                    // A duplicate that an index refused is an answer here, not an error; what nobody handles is logged by the pipeline.
                    .ConfigureWarnings(warnings =>
                        warnings.Ignore(CoreEventId.SaveChangesFailed, RelationalEventId.CommandError)
                    )
        );
        return builder;
    }

    /// <summary>A rival that changed the row first, three times in a row, is a conflict (409) and not a bug.</summary>
    internal static void AddConflicts(this IServiceCollection services) =>
        services.PostConfigure<ExceptionHandlerOptions>(options =>
        {
            var others = options.StatusCodeSelector;
            options.StatusCodeSelector = exception =>
                exception is DbUpdateConcurrencyException
                    ? StatusCodes.Status409Conflict
                    : others?.Invoke(exception) ?? StatusCodes.Status500InternalServerError;
        });

    /// <summary>True for a row that a unique index refused: somebody else was first.</summary>
    public static bool IsDuplicate(this DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>
    /// Runs a verb against fresh rows until no rival changed them meanwhile, three times at most; then the conflict is the
    /// caller's (409).
    /// </summary>
    public static async Task<T> RetryOnConflict<TDb, T>(this TDb db, Func<Task<T>> verb)
        where TDb : DbContext
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await verb();
            }
            catch (DbUpdateConcurrencyException) when (attempt < 3)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
