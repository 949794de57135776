using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;

namespace Portal.Activations.Signing;

/// <summary>Run by <c>--migrate</c> after the migrations: creates the sealing key and the first signing key.</summary>
internal static class FirstKey
{
    private const long Lock = 0x5349474E;

    public static async Task CreateMissing(IServiceProvider services)
    {
        services.GetRequiredService<SealingKey>().CreateMissing();
        var (db, ring, clock) = (
            services.GetRequiredService<ActivationDb>(),
            services.GetRequiredService<KeyRing>(),
            services.GetRequiredService<TimeProvider>()
        );
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})");
        if (!await db.SigningKeys.AnyAsync())
        {
            var key = ring.New(clock.GetUtcNow());
            key.MakeCurrent(clock.GetUtcNow(), isFirst: true);
            db.SigningKeys.Add(key);
            await db.SaveChangesAsync();
        }
        await transaction.CommitAsync();
    }
}
