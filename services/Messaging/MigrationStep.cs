using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Messaging;

public static class MigrationStep
{
    private const string Switch = "--migrate";

    /// <summary>
    /// Runs the service. With <c>--migrate</c> instead: brings its database up to date, calls <paramref name="seed"/>, and ends;
    /// a step of its own, so that replicas never race for it.
    /// </summary>
    public static async Task RunAsync<TDb>(
        this WebApplication app,
        string[] args,
        Func<IServiceProvider, Task>? seed = null
    )
        where TDb : DbContext
    {
        if (!args.Contains(Switch))
        {
            await app.RunAsync();
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TDb>().Database;
        // MigrateAsync compares the whole model even when there is nothing to do, which each start would wait for.
        if ((await database.GetPendingMigrationsAsync()).Any())
            await database.MigrateAsync();
        if (app.Configuration["Database:ServiceRole"] is { Length: > 0 } role)
            await Grant(database, role);
        if (seed is not null)
            await seed(scope.ServiceProvider);
    }

    /// <summary>The role reads and writes rows; of append-only tables, those with the trigger, it may not even try more.</summary>
    private static Task<int> Grant(DatabaseFacade database, string role)
    {
        var name = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var grants = $"""
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name};
            REVOKE INSERT, UPDATE, DELETE ON "__EFMigrationsHistory" FROM {name};
            DO $grant$ DECLARE append_only regclass; BEGIN
                FOR append_only IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgfoid = to_regproc('refuse_change') LOOP
                    EXECUTE 'REVOKE UPDATE, DELETE ON ' || append_only || ' FROM {name}';
                END LOOP;
            END $grant$;
            """;
        return database.ExecuteSqlRawAsync(grants);
    }
}
