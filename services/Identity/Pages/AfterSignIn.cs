using Microsoft.AspNetCore.Components;
using Portal.Identity.Domain;
using Portal.Identity.Trust;
using Portal.ServiceDefaults;

namespace Portal.Identity.Pages;

internal static class AfterSignIn
{
    /// <summary>On to where the browser was going, to the second factor, or to the page that says why not; else the page is shown again.</summary>
    public static void Continue(
        this NavigationManager navigation,
        Rejection? rejection,
        string? returnUrl,
        PublicAddress address,
        HttpContext http
    )
    {
        if (rejection is null)
            navigation.NavigateTo(ReturnAddress.OrHome(returnUrl, address.Home));
        else if (rejection == Rejections.SecondFactorNeeded)
            navigation.NavigateTo(PublicAddress.WithReturn(PublicAddress.SecondFactorPath, returnUrl));
        else if (rejection == Rejections.NoAccount)
            navigation.NavigateTo(PublicAddress.RefusedPath);
        else
            http.Refuse(rejection);
    }
}
