using Portal.ServiceDefaults;

namespace Portal.Licenses.Domain;

/// <summary>Everything that this service refuses, by name.</summary>
internal static class Rejections
{
    public static readonly Rejection Revoked = new("license.revoked", "This license was revoked; that is final.");
    public static readonly Rejection SuspendedCannotBeAssigned = new(
        "license.suspended",
        "This license is suspended. Reinstate it first."
    );
    public static readonly Rejection ExpiredCannotBeAssigned = new(
        "license.expired",
        "This license has expired. Renew it first."
    );
    public static readonly Rejection ExpiryInThePast = new(
        "license.expiry-in-the-past",
        "The new expiry must lie in the future.",
        422
    );
    public static readonly Rejection IssuedExpired = new(
        "license.issued-expired",
        "This expiry lies in the past. If that is meant, say so: expired (--expired).",
        422
    );
    public static readonly Rejection ExpiryNotLater = new(
        "license.expiry-not-later",
        "A renewal must end later than the license does now.",
        422
    );
    public static readonly Rejection NeverExpires = new(
        "license.never-expires",
        "This license never expires; there is nothing to renew."
    );
    public static readonly Rejection OwnedBySomebodyElse = new(
        "license.owned",
        "This license belongs to another account already."
    );
    public static readonly Rejection AssigneesNeedAnOwner = new(
        "license.assignees-need-an-owner",
        "Only a license that has an owner can be given to members.",
        422
    );
    public static readonly Rejection KeyTaken = new("license.key-taken", "Another license has this key.");
    public static readonly Rejection KeyTooWeak = new(
        "license.key-invalid",
        "A key has 8 to 128 characters, no spaces inside and nothing invisible.",
        422
    );
    public static readonly Rejection EntitlementTwice = new(
        "license.entitlement-twice",
        "A feature can be named only once.",
        422
    );
    public static readonly Rejection MetadataTwice = new(
        "license.metadata-twice",
        "A note can be named only once.",
        422
    );
    public static readonly Rejection KeyTwice = new("batch.key-twice", "The batch has the same key or id twice.", 422);
    public static readonly Rejection LicensesOrCount = new(
        "batch.licenses-or-count",
        "A batch says either which licenses or how many, from 1 to 5,000.",
        422
    );
    public static readonly Rejection OtherContent = new(
        "batch.other-content",
        "This batch was made with other content."
    );
    public static readonly Rejection RevealedTooOften = new(
        "license.revealed-too-often",
        "You revealed many keys in a short time. Try again in a minute.",
        429
    );
    public static readonly Rejection IdTaken = new("id-taken", "Something else was created under this id.");
    public static readonly Rejection SlugTaken = new("product.slug-taken", "Another product has this slug.");
    public static readonly Rejection ProductUnknown = new("product.unknown", "There is no product with this id.", 422);
    public static readonly Rejection ProductIsFixed = new(
        "policy.product-fixed",
        "A policy stays with its product.",
        422
    );
    public static readonly Rejection PolicyUnknown = new("policy.unknown", "There is no policy with this id.", 422);
}
