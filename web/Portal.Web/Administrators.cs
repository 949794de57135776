using System.Security.Claims;

namespace Portal.Web;

public static class Administrators
{
    /// <summary>Owners and administrators of an organization see to whom its licenses are assigned.</summary>
    public static bool SeesAssignees(this ClaimsPrincipal user) =>
        user.FindFirst("account_kind")?.Value == "organization" && user.FindFirst("role")?.Value is "Owner" or "Admin";
}
