using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
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
        if (seed is not null)
            await seed(scope.ServiceProvider);
    }
}
