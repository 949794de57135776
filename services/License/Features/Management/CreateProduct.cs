using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Licensing.Data;
using Portal.Licensing.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licensing.Features.Management;

/// <summary>Adds a product. With an id that exists and the same content: the product that is there.</summary>
internal static class CreateProduct
{
    public sealed record Request(
        Guid? Id,
        [property: Required, RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), MaxLength(64)] string Slug,
        [property: Required, MaxLength(200)] string Name);

    public sealed record Response(Guid Id, string Slug, string Name, bool Active);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/products", Handle);
        group.MapGet("/products", List);
    }

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(Request request, LicenseDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await Existing() is { } existing)
            return IsSame(existing) ? TypedResults.Ok(View(existing)) : Rejections.IdTaken.ToProblem();
        if (await db.Products.AnyAsync(row => row.Slug == request.Slug, cancellationToken))
            return Rejections.SlugTaken.ToProblem();
        var product = new Product { Id = request.Id ?? Guid.CreateVersion7(now), Slug = request.Slug, Name = request.Name, ChangedAt = now };
        db.Products.Add(product);
        db.Outbox.Add(OutboxMessage.From(product.ToFact(), product.Id, now));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return await Existing() is { } rival && IsSame(rival) ? TypedResults.Ok(View(rival)) : Rejections.SlugTaken.ToProblem();
        }
        return TypedResults.Created((string?)null, View(product));

        async Task<Product?> Existing() => request.Id is { } id ? await db.Products.FindAsync([id], cancellationToken) : null;
        bool IsSame(Product known) => known.Slug == request.Slug && known.Name == request.Name;
    }

    private static async Task<Ok<List<Response>>> List(LicenseDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Products.OrderBy(row => row.Slug).Select(row => new Response(row.Id, row.Slug, row.Name, row.Active)).ToListAsync(cancellationToken));

    private static Response View(Product product) => new(product.Id, product.Slug, product.Name, product.Active);
}
