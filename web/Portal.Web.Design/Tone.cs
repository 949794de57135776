namespace Portal.Web.Design;

/// <summary>How serious something is. Colours follow from it and from nothing else.</summary>
public enum Tone
{
    Neutral,
    Info,
    Ok,
    Warn,
    Bad,
}

public static class Tones
{
    /// <summary>The name of the class in <c>portal.css</c>.</summary>
    public static string Name(this Tone tone) =>
        tone switch
        {
            Tone.Info => "info",
            Tone.Ok => "ok",
            Tone.Warn => "warn",
            Tone.Bad => "bad",
            _ => "neutral",
        };

    /// <summary>Tone of a license state or of the status of an activation.</summary>
    public static Tone OfState(string? state) =>
        state switch
        {
            "Active" => Tone.Ok,
            "Assigned" => Tone.Info,
            "Suspended" or "Expired" or "Revoked" or "Blocked" => Tone.Bad,
            _ => Tone.Neutral,
        };
}
