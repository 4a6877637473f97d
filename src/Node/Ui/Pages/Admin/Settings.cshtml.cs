using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Configuration;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>The settings as they are in effect; secrets are never shown.</summary>
internal sealed class SettingsModel : ConsolePage
{
    /// <summary>What settings are looked for.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Words { get; set; }

    /// <summary>The settings, by their first part.</summary>
    public IEnumerable<IGrouping<string, ShownSetting>> Groups => Get<ConsoleSetup>().Shown
        .Where(setting => string.IsNullOrWhiteSpace(Words) || setting.Key.Contains(Words.Trim(), StringComparison.OrdinalIgnoreCase) || setting.Value.Contains(Words.Trim(), StringComparison.OrdinalIgnoreCase))
        .GroupBy(setting => setting.Key.Split(':')[0], StringComparer.Ordinal);
}
