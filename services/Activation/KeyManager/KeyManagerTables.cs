using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Activations.Domain;

namespace Portal.Activations.KeyManager;

internal static class KeyManagerTables
{
    public static void AddKeyManager(this ModelBuilder model)
    {
        model.Entity<ApiKey>(key =>
        {
            key.ToTable("api_keys");
            key.HasIndex(row => row.Hash).IsUnique();
            key.HasOne<ProductCopy>().WithMany().HasForeignKey(row => row.ProductId);
        });
        model.Entity<ProductKey>(key =>
        {
            key.ToTable("product_keys").Ignore(row => row.Pem);
            key.HasIndex(row => row.ProductId);
        });
        model.Entity<TelemetryRecord>(record =>
        {
            record.ToTable("telemetry_records").Property(row => row.Content).HasColumnType("jsonb");
            record.HasIndex(row => row.At);
            record.HasIndex(row => new { row.ProductId, row.Id });
        });
    }

    /// <summary>Belongs into the migration that creates the tables: every process hears of a change at its commit.</summary>
    public static void CreateKeyManagerTriggers(this MigrationBuilder migration) =>
        migration.Sql(
            """
            CREATE TRIGGER api_key_change AFTER INSERT OR UPDATE OR DELETE ON api_keys FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
            CREATE TRIGGER product_key_change AFTER INSERT OR UPDATE OR DELETE ON product_keys FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
            """
        );
}
