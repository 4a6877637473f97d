namespace SdkNode.Node.Ui.Words;

/// <summary>Remembers which language somebody chose.</summary>
internal static class LanguageChoice
{
    /// <summary>Maps its address.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/language/{code:regex(^(sv|en)$)}", static (HttpContext context, string code, string? to) =>
    {
        context.Response.Cookies.Append(Language.Cookie, code, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = context.Request.IsHttps, IsEssential = true });
        return Results.LocalRedirect(IsLocal(to) ? to! : "/");
    });

    // A path of this site: what begins with two slashes, or with one and a backslash, browsers take for another host.
    private static bool IsLocal(string? path) => path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) && !path.Any(char.IsControl);
}
