using Microsoft.EntityFrameworkCore;
using Portal.Activations.Domain;
using Portal.ServiceDefaults;

namespace Portal.Activations.Data;

internal static class ActivationQueries
{
    /// <summary>Licenses of the caller: all of the account, or what is assigned to a member.</summary>
    public static IQueryable<LicenseCopy> VisibleTo(this IQueryable<LicenseCopy> licenses, Caller caller) =>
        caller.SeesWholeAccount
            ? licenses.Where(license => license.AccountId == caller.AccountId)
            : licenses.Where(license => license.AccountId == caller.AccountId && license.AssigneeIds.Contains(caller.UserId));

    /// <summary>Activations of the caller's licenses, each beside its license and product.</summary>
    public static IQueryable<Bound> BoundFor(this ActivationDb db, Caller caller) =>
        from license in db.Licenses.AsNoTracking().VisibleTo(caller)
        join activation in db.Activations.AsNoTracking() on license.Id equals activation.LicenseId
        join product in db.Products.AsNoTracking() on license.ProductId equals product.Id
        select new Bound { Activation = activation, License = license, Product = product };
}

/// <summary>An activation beside the license and product that it is for.</summary>
internal sealed class Bound
{
    public required Activation Activation { get; init; }
    public required LicenseCopy License { get; init; }
    public required ProductCopy Product { get; init; }
}
