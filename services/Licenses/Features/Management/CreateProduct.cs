using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>Adds a product. With an id that exists and the same content: the product that is there.</summary>
internal static class CreateProduct
{
    public sealed record Request : ProductInput
    {
        public Guid? Id { get; init; }

        /// <summary>Lower-case letters, digits and hyphens; never changes.</summary>
        [Required, RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), MaxLength(64)]
        public string Slug { get; init; } = "";
    }

    public static void Map(RouteGroupBuilder group) => group.MapPost("/products", Handle);

    private static async Task<Results<Created<ManagedProduct>, Ok<ManagedProduct>, ProblemHttpResult>> Handle(
        Request request,
        Actor actor,
        LicenseDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (await Existing() is { } existing)
            return IsSame(existing) ? TypedResults.Ok(ManagedProduct.Of(existing)) : Rejections.IdTaken.ToProblem();
        if (await db.Products.AnyAsync(row => row.Slug == request.Slug, cancellationToken))
            return Rejections.SlugTaken.ToProblem();
        var product = new Product
        {
            Id = request.Id ?? Guid.CreateVersion7(now),
            Slug = request.Slug,
            Name = request.Name,
            ChangedAt = now,
        };
        request.ApplyTo(product);
        db.Products.Add(product);
        db.Audit.Add(AuditRecord.Of(product, before: null, actor, now));
        db.Outbox.Add(OutboxMessage.From(product.ToEvent(), product.Id, now));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return await Existing() is { } rival && IsSame(rival)
                ? TypedResults.Ok(ManagedProduct.Of(rival))
                : Rejections.SlugTaken.ToProblem();
        }
        return TypedResults.Created((string?)null, ManagedProduct.Of(product));

        async Task<Product?> Existing() =>
            request.Id is { } id ? await db.Products.FindAsync([id], cancellationToken) : null;
        bool IsSame(Product stored) => stored.Slug == request.Slug && request.IsOf(stored);
    }
}
