namespace Portal.Web;

/// <summary>Words around a verdict. The verdict itself, code and sentence, comes from the rule engine behind the services.</summary>
public static class VerdictText
{
    /// <summary>About the license on one device.</summary>
    public static string OfDevice(bool valid, string code) =>
        valid
            ? "The software accepts this license here"
            : code switch
            {
                "NOT_ACTIVATED" => "Not activated on this device",
                "IDENTIFIER_REQUIRED" => "Choose a device or enter its identifier",
                "REVOKED" => "This license is revoked",
                "SUSPENDED" => "This license is suspended",
                "EXPIRED" => "This license has expired",
                "NOT_ASSIGNED" => "This license is not assigned",
                "LIMIT_EXCEEDED" => "More activations than the license allows",
                "VERSION_NOT_COVERED" => "This version is not covered",
                "IDENTIFIER_BLOCKED" => "Blocked by the vendor",
                _ => "This license is not valid here",
            };

    public static string? Advice(string code) =>
        code switch
        {
            "NOT_ACTIVATED" => "Install the software and enter the key there to activate it.",
            "NOT_FOUND" => "Copy the key again from this page.",
            "PRODUCT_INACTIVE"
            or "NOT_ASSIGNED"
            or "REVOKED"
            or "SUSPENDED"
            or "ENTITLEMENTS_MISSING"
            or "IDENTIFIER_BLOCKED" => "Contact support to find out more.",
            "EXPIRED" => "Renew it to use it again. You do not need to activate it again.",
            "VERSION_NOT_COVERED" => "Download the newest covered version, or renew to get updates again.",
            "LIMIT_EXCEEDED" => "Deactivate a device you no longer use.",
            "HEARTBEAT_MISSED" => "Connect the device to the internet and start the software.",
            _ => null,
        };

    /// <summary>What a rule asks, as a statement that holds when it passes.</summary>
    public static string Rule(string code) =>
        code switch
        {
            "NOT_FOUND" => "The key is known",
            "PRODUCT_INACTIVE" => "The product is offered",
            "PRODUCT_MISMATCH" => "The key belongs to this product",
            "ENVIRONMENT_MISMATCH" => "The environment matches",
            "NOT_ASSIGNED" => "The license has an owner",
            "REVOKED" => "Not revoked",
            "SUSPENDED" => "Not suspended",
            "EXPIRED" => "Not expired",
            "VERSION_NOT_COVERED" => "The version is covered",
            "ENTITLEMENTS_MISSING" => "The features are included",
            "IDENTIFIER_REQUIRED" => "A device was given",
            "IDENTIFIER_BLOCKED" => "The device is not blocked",
            "NOT_ACTIVATED" => "Activated on this device",
            "HEARTBEAT_MISSED" => "Seen recently enough",
            "LIMIT_EXCEEDED" => "Within the activation limit",
            _ => ShortText.Words(code),
        };
}
