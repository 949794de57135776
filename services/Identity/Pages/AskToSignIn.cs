using Microsoft.AspNetCore.Components;
using Portal.Identity.SignIns;
using Portal.Identity.Trust;

namespace Portal.Identity.Pages;

/// <summary>For pages that change what proves who somebody is.</summary>
internal static class AskToSignIn
{
    /// <summary>
    /// Who is at the page. Nulls: nobody who may use it, and the browser is on its way to sign in and come back. Whoever has a
    /// password types it on the page; everybody else must have signed in just now.
    /// </summary>
    public static async Task<(SignedIn? Session, User? User)> OrAsk(
        this CurrentUser current,
        HttpContext http,
        NavigationManager navigation,
        string page
    )
    {
        if (await current.Find(http) is not var (session, user))
            navigation.NavigateTo(PublicAddress.WithReturn(PublicAddress.SignInPath, page));
        else if (user.PasswordHash is null && !current.IsProved(session))
            navigation.AskForProof(page);
        else
            return (session, user);
        return (null, null);
    }

    /// <summary>To sign in once more, and back.</summary>
    public static void AskForProof(this NavigationManager navigation, string page) =>
        navigation.NavigateTo(
            $"{PublicAddress.WithReturn(PublicAddress.SignInPath, page)}&{StaleForms.Parameter}={StaleForms.Proof}"
        );
}
