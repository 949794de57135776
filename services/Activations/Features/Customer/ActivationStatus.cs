namespace Portal.Activations.Features.Customer;

internal enum ActivationStatus
{
    Active,
    Deactivated,

    /// <summary>Active, but the vendor suspended the license.</summary>
    Suspended,

    /// <summary>Active, but the license has expired.</summary>
    Expired,

    /// <summary>Active, but the license is revoked.</summary>
    Revoked,

    /// <summary>Active, but the vendor blocked this device or domain.</summary>
    Blocked,
}
