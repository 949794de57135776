using Portal.Web.Clients;

namespace Portal.Web.Pages.Activations;

/// <summary>What the status of a device or domain is called: the license's own, where it is that which stops it.</summary>
internal static class ActivationWords
{
    public static string Of(ActivationStatus status) =>
        status switch
        {
            ActivationStatus.Suspended => "License suspended",
            ActivationStatus.Expired => "License expired",
            ActivationStatus.Revoked => "License revoked",
            _ => status.ToString(),
        };
}
