using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Portal.Web.Clients;
using Portal.Web.Design;

namespace Portal.Web;

/// <summary>The number under which operators find this request in logs and traces.</summary>
public static class Reference
{
    public static string Of(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}

/// <summary>Addresses outside the portal.</summary>
public static class Outside
{
    /// <summary>The portal's own list of whom to ask, for a vendor who configured no support address.</summary>
    public const string Help = "/help";

    /// <summary>Nothing but a web address is linked to.</summary>
    public static string? Web(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? url : null;

    public static string Support(Branding branding, string? reference = null) =>
        SupportLink.Of(branding.SupportUrl, reference: reference) ?? Address.Of(Help, ("reference", reference));

    /// <summary>Where the vendor helps with this license, with what they have to know filled in.</summary>
    public static string Support(LicenseRow license, Branding branding, string? code, HttpContext http) =>
        SupportLink.Of(license.SupportUrl, license.MaskedKey, code, Reference.Of(http))
        ?? Support(license.MaskedKey, branding, code, http);

    public static string Support(string maskedKey, Branding branding, string? code, HttpContext http) =>
        SupportLink.Of(branding.SupportUrl, maskedKey, code, Reference.Of(http))
        ?? Address.Of(Help, ("license", maskedKey), ("code", code), ("reference", Reference.Of(http)));
}
