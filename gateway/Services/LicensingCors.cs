namespace Portal.Gateway.Services;

/// <summary>
/// Programs in a browser (client/js) call the licensing protocol from any origin: what authorizes is the license key in a header, never a
/// cookie. They need to read the headers of the signature. Nothing else of the portal answers another origin.
/// </summary>
internal static class LicensingCors
{
    public const string Policy = "licensing";
    private static readonly string[] Methods = ["GET", "POST", "DELETE"];
    private static readonly string[] Exposed =
    [
        "Date",
        "Content-Digest",
        "Question-Digest",
        "Signature-Input",
        "Signature",
        "Retry-After",
        "X-Newer-Release-Not-Covered",
    ];

    public static void AddLicensingCors(this WebApplicationBuilder builder) =>
        builder.Services.AddCors(options =>
            options.AddPolicy(Policy, policy =>
                policy
                    .AllowAnyOrigin()
                    .AllowAnyHeader()
                    .WithMethods(Methods)
                    .WithExposedHeaders(Exposed)
                    .SetPreflightMaxAge(TimeSpan.FromHours(1))
            )
        );
}
