using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.ServiceDefaults;

namespace Portal.Identity.Features.Customer;

/// <summary>Changes the name that the caller is shown by, in every account.</summary>
internal static class RenameMe
{
    public sealed record Request([property: Required] string DisplayName);

    public sealed record Response(string DisplayName);

    public static void Map(RouteGroupBuilder group) => group.MapPut("/me/name", Handle);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        IdentityDb db,
        CancellationToken cancellationToken
    )
    {
        if (!DisplayName.TryParse(request.DisplayName, out var name))
            return Rejections.InvalidName.ToProblem();
        await db
            .Users.Where(user => user.Id == caller.UserId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, name), cancellationToken);
        return TypedResults.Ok(new Response(name));
    }
}
