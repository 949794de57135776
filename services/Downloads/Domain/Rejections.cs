using Portal.ServiceDefaults;

namespace Portal.Downloads.Domain;

/// <summary>Every refusal of this service.</summary>
internal static class Rejections
{
    public static readonly Rejection VersionUnreadable = new(
        "download.version-unreadable",
        "This is not a version: one to four numbers or a date, for example 2.4.0, 3.0.0-beta.1 or 2026.11.28.",
        StatusCodes.Status400BadRequest
    );

    public static readonly Rejection FileNameRefused = new(
        "download.file-name-refused",
        "The file name must be a plain name of 1 to 255 bytes, without folders or characters that some systems do not allow.",
        StatusCodes.Status400BadRequest
    );

    public static readonly Rejection ArtifactEmpty = new(
        "download.artifact-empty",
        "The file is empty.",
        StatusCodes.Status400BadRequest
    );

    public static readonly Rejection ProductUnknown = new(
        "download.product-unknown",
        "This product is not known here. If it was created a moment ago, try again in a few seconds."
    );

    public static readonly Rejection ReleaseDiffers = new(
        "download.release-differs",
        "A release with this id exists with other content. A published release does not change; publish a new one."
    );

    public static readonly Rejection VersionExists = new(
        "download.version-exists",
        "This product already has a release of this version."
    );

    public static readonly Rejection ArtifactDiffers = new(
        "download.artifact-differs",
        "An artifact with this id exists with other content. A stored file does not change; upload it under a new id."
    );

    public static readonly Rejection ArtifactExists = new(
        "download.artifact-exists",
        "This release already has a file of this name for this platform and architecture."
    );

    public static readonly Rejection LinkExpired = new(
        "download.link-expired",
        "This download link has expired. Get a new one.",
        StatusCodes.Status410Gone
    );

    public static readonly Rejection LinkOfAnotherSession = new(
        "download.link-of-another-session",
        "This download link belongs to another session. Get one of your own.",
        StatusCodes.Status403Forbidden
    );

    public static readonly Rejection AddressForged = new(
        "download.address-forged",
        "This address is not valid. Start the download again in the portal.",
        StatusCodes.Status403Forbidden
    );

    public static readonly Rejection AddressExpired = new(
        "download.address-expired",
        "This address has expired. Start the download again in the portal.",
        StatusCodes.Status410Gone
    );
}
