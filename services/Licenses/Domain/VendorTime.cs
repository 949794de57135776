namespace Portal.Licenses.Domain;

/// <summary>The vendor's time zone, in which dates without a time are meant: <c>Vendor:TimeZone</c>, a name of IANA's. Default: UTC.</summary>
internal sealed record VendorTime(TimeZoneInfo Zone)
{
    public DateTimeOffset? Of(EndDate? end) => end?.In(Zone);
}
