using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;
using Portal.Activations.Protocols.KeyManager;

namespace Portal.Activations.Data;

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
}
