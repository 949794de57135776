using Portal.Web.Clients;

namespace Portal.Web.Pages.Activations;

/// <summary>What the status of a device or domain is called: the license's own, where it is that which stops it.</summary>
internal static class ActivationWords
{
    /// <summary>An active device on which nothing works is not called active.</summary>
    public static string Of(ActivationRow activation) =>
        activation switch
        {
            { Status: ActivationStatus.Active, Stopped: Standing.LimitExceeded } => "License over its limit",
            { Status: ActivationStatus.Active, Stopped: Standing.ProductWithdrawn } => "Product not offered",
            _ => Of(activation.Status),
        };

    public static string Of(ActivationStatus status) =>
        status switch
        {
            ActivationStatus.Suspended => "License suspended",
            ActivationStatus.Expired => "License expired",
            ActivationStatus.Revoked => "License revoked",
            _ => status.ToString(),
        };
}
