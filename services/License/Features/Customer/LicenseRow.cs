using System.Linq.Expressions;
using Portal.Licensing.Domain;
using Portal.Rules;

namespace Portal.Licensing.Features.Customer;

/// <summary>A license in a list.</summary>
/// <param name="ActivationLimit">Null: no limit.</param>
/// <param name="ExpiresAt">Null: never.</param>
/// <param name="AssigneeIds">Users of the account who were given it.</param>
/// <param name="AddedAt">When it came to the account.</param>
internal sealed record LicenseRow(
    Guid Id, string MaskedKey, ProductRef Product, string? Edition, LicenseState State, int UsedSlots, int? ActivationLimit,
    DateTimeOffset? ExpiresAt, IReadOnlyList<Guid> AssigneeIds, DateTimeOffset AddedAt)
{
    public static LicenseRow Of(License license, Product product, DateTimeOffset now) => new(
        license.Id, LicenseKey.Mask(license.Key), new ProductRef(product.Id, product.Slug, product.Name), license.Edition,
        license.Facts(product).StateAt(now), license.UsedSlots, license.ActivationLimit, license.ExpiresAt, license.AssigneeIds,
        license.AssignedAt ?? license.IssuedAt);
}

internal sealed record ProductRef(Guid Id, string Slug, string Name);

/// <summary>A license beside its product, as queries hand them out.</summary>
internal sealed record Owned(License License, Product Product)
{
    public static readonly Expression<Func<License, Product, Owned>> Pair = (license, product) => new Owned(license, product);
}
