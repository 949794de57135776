using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Portal.Web.Clients;
using Portal.Web.Pages.Licenses;

namespace Portal.Web;

/// <summary>The view of My Licenses as a CSV file: an address that a link can have, unlike that of the API.</summary>
internal static class DownloadLicenseList
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(LicenseView.Csv, Handle).RequireAuthorization();

    private static async Task<IResult> Handle(
        [AsParameters] LicenseView view,
        LicenseClient licenses,
        IdentityClient identity,
        HttpContext http
    )
    {
        var members = view.IsSearched && http.User.SeesAssignees() ? await identity.Members(http.RequestAborted) : null;
        var file = await licenses.Csv(view.Filter(members: members?.Value?.Items), http.RequestAborted);
        return file.Succeeded
            ? TypedResults.Stream(file.Value.Content, file.Value.ContentType, file.Value.Name)
            : TypedResults.Problem(file.Problem.Detail, statusCode: file.Problem.Status);
    }
}
