using System.Collections;
using System.ComponentModel;
using Microsoft.Extensions.Configuration;

namespace SdkNode.Node.Configuration;

/// <summary>
/// Finds values of the wrong kind, all of them. The binder leaves out, without a word, a list's element in which one value does not
/// convert: an environment would vanish for a misspelt time.
/// </summary>
internal static class SettingValues
{
    /// <summary>Every value below <paramref name="section"/> that its option cannot hold.</summary>
    public static IEnumerable<ConfigurationFault> Find(IConfiguration section, Type options) =>
        from child in section.GetChildren()
        let property = options.GetProperties().FirstOrDefault(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
        where property is not null
        from fault in FindAt(child, property.PropertyType)
        select fault;

    private static IEnumerable<ConfigurationFault> FindAt(IConfigurationSection child, Type type)
    {
        if (typeof(IList).IsAssignableFrom(type))
        {
            return IsValue(child) ? [Wrong(child, "a list in [ ]")] : child.GetChildren().SelectMany(element => FindAt(element, type.GetGenericArguments()[0]));
        }

        if (type.Namespace == typeof(NodeOptions).Namespace)
        {
            return IsValue(child) ? [Wrong(child, "a group of settings in { }")] : Find(child, type);
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return child.GetChildren().Any() || (child.Value is { } value && !Converts(value, plain)) ? [Wrong(child, Kind(plain))] : [];
    }

    // An empty list or group and null read as an empty value.
    private static bool IsValue(IConfigurationSection section) => !string.IsNullOrEmpty(section.Value);

    private static bool Converts(string value, Type type)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Kind(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 01:30:00, or 1.00:00:00 for a day"
        : type == typeof(string) ? "one text"
        : "a whole number";

    private static ConfigurationFault Wrong(IConfigurationSection child, string kind) => new(child.Path, child.Value, "It is of the wrong kind.", $"Write {kind}.");
}
