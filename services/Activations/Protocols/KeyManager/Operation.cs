namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Operations that an API key can be limited to, named as in the paths.</summary>
internal static class Operation
{
    public const string Verify = "verify",
        Activate = "activate",
        Deactivate = "deactivate",
        Details = "get-license-key-details",
        LicenseFile = "get-license-file",
        Telemetry = "send-telemetry",
        Features = "features",
        PublicKey = "get-product-public-key",
        Downloadables = "access-downloadables";

    public static readonly IReadOnlyList<string> All =
    [
        Verify,
        Activate,
        Deactivate,
        Details,
        LicenseFile,
        Telemetry,
        Features,
        PublicKey,
        Downloadables,
    ];
}
