using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Management;

/// <summary>Creates a customer account. The same account under the same id is no second one.</summary>
internal static class CreateAccount
{
    /// <param name="Id">Chosen by the caller, so that an import can be repeated; a new one if absent.</param>
    public sealed record Request(Guid? Id, [property: Required] string Name, AccountKind Kind);

    public sealed record Response(Guid Id, string Name, AccountKind Kind, DateTimeOffset CreatedAt);

    public static void Map(RouteGroupBuilder group) => group.MapPost("/accounts", Handle);

    private static async Task<Results<Created<Response>, Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        ClaimsPrincipal caller,
        IdentityDb db,
        TimeProvider clock,
        Audit audit,
        CancellationToken cancellationToken
    )
    {
        if (!DisplayName.TryParse(request.Name, out var name))
            return Rejections.InvalidName.ToProblem();
        var account = new CustomerAccount
        {
            Id = request.Id ?? Guid.CreateVersion7(),
            Name = name,
            Kind = request.Kind,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Accounts.Add(account);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicate())
        {
            var existing = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == account.Id, cancellationToken);
            return existing.IsSame(name, account.Kind)
                ? TypedResults.Ok(Describe(existing))
                : Rejections.AccountDiffers.ToProblem();
        }
        audit.AccountCreated(caller.FindFirstValue("sub"), account.Id);
        return TypedResults.Created($"/management/accounts/{account.Id}", Describe(account));
    }

    private static Response Describe(CustomerAccount account) =>
        new(account.Id, account.Name, account.Kind, account.CreatedAt);
}
