using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Replaces a product; its slug never changes. Not active: withdrawn.</summary>
internal static class UpdateProduct
{
    public static void Map(RouteGroupBuilder group) => group.MapPut("/products/{productId:guid}", Handle);

    private static Task<Results<Ok<ManagedProduct>, ProblemHttpResult>> Handle(
        Guid productId,
        ProductInput request,
        Actor actor,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        db.RetryOnConflict<LicenseDb, Results<Ok<ManagedProduct>, ProblemHttpResult>>(async () =>
        {
            if (
                await db.Products.SingleOrDefaultAsync(row => row.Id == productId, cancellationToken) is not { } product
            )
                return Problems.NotFound();
            if (!request.IsOf(product))
            {
                var (before, now) = (product.Snapshot(), clock.GetUtcNow());
                request.ApplyTo(product);
                product.Changed(now);
                db.Audit.Add(AuditRecord.Of(product, before, actor, now));
                db.Outbox.Add(OutboxMessage.From(product.ToEvent(), product.Id, now));
                await db.SaveChangesAsync(cancellationToken);
            }
            return TypedResults.Ok(ManagedProduct.Of(product));
        });
}
