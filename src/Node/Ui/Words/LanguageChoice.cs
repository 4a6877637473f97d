using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Words;

/// <summary>Remembers which language somebody chose.</summary>
internal static class LanguageChoice
{
    /// <summary>Maps its address.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/language/{code:regex(^(sv|en)$)}", static (HttpContext context, string code, string? to) =>
    {
        context.Response.Cookies.Append(Language.Cookie, code, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = context.Request.IsHttps, IsEssential = true });
        return Results.LocalRedirect(LocalPath.Of(to));
    });
}
