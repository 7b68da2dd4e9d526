print("zhengjiao")
